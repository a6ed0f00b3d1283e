"""Routes of details, prices, the RAB, needs and the audit trail."""

from __future__ import annotations

from django.urls import URLPattern, path

from app.detail_project.views import ahsp, audit, harga, needs, pricing, rab

_PAGE = "<int:project_id>/"
_API = "api/project/<int:project_id>/"
_JOB = f"{_API}pekerjaan/<int:pekerjaan_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{_PAGE}template-ahsp/", ahsp.template_ahsp_view, name="template_ahsp"),
    path(f"{_PAGE}detail-ahsp/", ahsp.template_ahsp_view, name="detail_ahsp_legacy"),
    path(f"{_PAGE}harga-items/", harga.harga_items_view, name="harga_items"),
    path(f"{_PAGE}audit-trail/", audit.audit_trail_view, name="audit_trail"),
    path(f"{_PAGE}rincian-ahsp/", ahsp.rincian_ahsp_view, name="rincian_ahsp"),
    path(f"{_PAGE}detail-ahsp-gabungan/", ahsp.rincian_ahsp_view, name="detail_ahsp_gabungan_legacy"),
    path(f"{_PAGE}rekap-rab/", rab.rekap_rab_view, name="rekap_rab"),
    path(f"{_PAGE}rincian-rab/", rab.rincian_rab_view, name="rincian_rab"),
    path(f"{_PAGE}rekap-kebutuhan/", needs.rekap_kebutuhan_view, name="rekap_kebutuhan"),
    path(f"{_API}detail-ahsp/<int:pekerjaan_id>/", ahsp.api_get_detail_ahsp, name="api_get_detail_ahsp"),
    path(
        f"{_API}detail-ahsp/<int:pekerjaan_id>/save/",
        ahsp.api_save_detail_ahsp_for_pekerjaan,
        name="api_save_detail_ahsp_for_pekerjaan",
    ),
    path(f"{_JOB}bundle/<int:bundle_id>/expansion/", ahsp.api_get_bundle_expansion, name="api_get_bundle_expansion"),
    path(f"{_JOB}pricing/", pricing.api_pekerjaan_pricing, name="api_pekerjaan_pricing"),
    path(f"{_API}pricing/", pricing.api_project_pricing, name="api_project_pricing"),
    path(f"{_API}harga-items/list/", harga.api_list_harga_items, name="api_list_harga_items"),
    path(f"{_API}harga-items/save/", harga.api_save_harga_items, name="api_save_harga_items"),
    path(f"{_API}conversion-profiles/", harga.api_get_conversion_profiles, name="api_get_conversion_profiles"),
    path(f"{_API}rekap/", rab.api_get_rekap_rab, name="api_get_rekap_rab"),
    path(f"{_API}rincian-rab/", rab.api_get_rincian_rab, name="api_get_rincian_rab"),
    path(f"{_API}rekap-kebutuhan/", needs.api_get_rekap_kebutuhan, name="api_get_rekap_kebutuhan"),
    path(f"{_API}rekap-kebutuhan-enhanced/", needs.api_get_rekap_kebutuhan, name="api_get_rekap_kebutuhan_enhanced"),
    path(
        f"{_API}rekap-kebutuhan/filters/",
        needs.api_get_rekap_kebutuhan_filters,
        name="api_get_rekap_kebutuhan_filters",
    ),
    path(
        f"{_API}rekap-kebutuhan-timeline/",
        needs.api_get_rekap_kebutuhan_timeline,
        name="api_get_rekap_kebutuhan_timeline",
    ),
    path(f"{_API}audit-trail/", audit.api_get_audit_trail, name="api_get_audit_trail"),
    path(f"{_API}change-status/", audit.api_get_change_status, name="api_get_change_status"),
]
