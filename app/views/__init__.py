"""The pages of the browser, one module a page or a part of one."""
