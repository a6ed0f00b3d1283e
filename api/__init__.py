"""The application's public interface for scripts: arranges data, and acts inside a page's session."""
