"""Operations: what runs besides the pages, whether it is well, and who is told when it is not."""
