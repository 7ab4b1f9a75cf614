"""One module a file format: bytes in, :class:`gridmap.intake.source.Source` out.

They run in the reading process only (:mod:`gridmap.intake.child`), on a private copy of the file
under a neutral name.
"""
