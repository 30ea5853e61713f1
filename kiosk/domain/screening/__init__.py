"""What a declaration's answers mean for the person at the checkpoint, by the form's own rules."""
