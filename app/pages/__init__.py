"""The pages of the browser, one module a page, and the script that opens the one of the address."""
