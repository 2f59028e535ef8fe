"""Whether the vicious cycle shows in the firm's own figures, link by link."""
