"""What people do with gridmap: one function per act, each in one transaction."""
