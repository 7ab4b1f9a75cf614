"""Planning: dividing the ground into areas whose loads are alike, and changing a division.

An *atom* is what is never divided here, a building or a part of one; a *part* is what atoms are
put together to, a grid (网格) or a patch (邻); a *zone* is what no part reaches across, mostly a
community (社区).
"""
