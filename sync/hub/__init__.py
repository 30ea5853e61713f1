"""The reference hub: what stations send is kept here, and what they need comes back down."""
