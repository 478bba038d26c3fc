"""What a text says before anybody asks: tokens, sentences, periods, amounts, rows, statements."""
