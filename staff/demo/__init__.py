"""A made-up newsroom of the Tapal Kuda: people, places and stories for a first look and for the tests."""
