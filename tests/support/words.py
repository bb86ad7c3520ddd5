"""What no text of the interface says, and what stands for it."""

WRONG = {
    r"Aut?entidikasi|Autentifikasi": "a mistake of Django's catalogue: masuk",
    r"karakter atau sedikit": "a mistake of Django's catalogue: paling banyak … karakter",
    r"\b[Dd]i(?:bawah|atas|sini|sana|antara)\b": "two words: di bawah",
    r"\banda\b": "Anda has a capital letter",
    r"[Nn]ama pengguna": "nama akun",
    r"[Kk]abar terkini": "the breaking bar is “Berita mendesak”, the newest stories are “Terkini”",
    r"\be-?mail\b": "surel",
    r"\b[Pp]assword\b|[Kk]ata sandi": "sandi",
    r"\b(?:merubah|dirubah|merubahnya)\b": "mengubah",
    r"\b([a-z]{3,}) \1\b": "a word twice",
    r"Diadakan|Ditiadakan": "aktif, mati",
    r"\b(?:Choose|Remove|Raw|Please|Filter|Date|Name|Save|Delete|Search(?! Console))\b": "English",
    r"belum (?:\w+ )?di(?:cek|periksa) pada|pengetahuan umum|perlu dicek": "what is not sure is asked to be compared, or is not said",
    r"\d:\d\d WI[BT]": "times have a full stop: 18.47 WIB",
}
