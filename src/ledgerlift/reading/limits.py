"""How much of everything a file may use while it is read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The published defaults; a caller may pass others, no code reads them from elsewhere."""

    file_bytes: int = 50 * 2**20
    sheets: int = 100
    rows: int = 1_000_000
    columns: int = 512
    cells: int = 20_000_000
    dense_cells: int = 15_000_000  # above this bounding rectangle the sparse reader is used
    cell_characters: int = 32_767
    line_bytes: int = 2**20
    container_parts: int = 2_000
    container_bytes: int = 768 * 2**20
    part_bytes: int = 600 * 2**20
    part_ratio: int = 200  # only for parts that inflate to more than ratio_from_bytes
    ratio_from_bytes: int = 10 * 2**20
    memory_bytes: int = 2 * 2**30
    cpu_seconds: int = 120
    wall_seconds: int = 300
    written_bytes: int = 2**30
    open_files: int = 64
    pages: int = 1_000


# The default of an upload form is no bound for somebody's own files on their own machine.
OWN_FILES = Limits(file_bytes=4 * 2**30, rows=20_000_000, pages=20_000, cells=400_000_000, memory_bytes=8 * 2**30)
