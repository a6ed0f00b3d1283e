"""The list of works: klasifikasi, sub-klasifikasi, pekerjaan of three sources."""
