"""Stories, and the site that readers see."""
