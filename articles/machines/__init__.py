"""The site for programs: feeds, sitemaps, API, structured data, pings."""
