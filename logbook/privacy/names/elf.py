"""Reads tables of strings out of a shared library without running it."""

import struct

# A relocation that is nothing but an address in the same file.
RELATIVE = 8


class Library:
    """The sections of a 64-bit little-endian ELF file, and where its addresses lead."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        (headers,) = struct.unpack_from("<Q", content, 0x28)
        size, count, names = struct.unpack_from("<HHH", content, 0x3A)
        table = [
            struct.unpack_from("<IIQQQQIIQQ", content, headers + n * size) for n in range(count)
        ]
        self.sections = {self.word(table[names][4] + each[0]): each for each in table}
        start, length = self.sections[".rela.dyn"][4:6]
        relocations = struct.iter_unpack("<QQq", content[start : start + length])
        self.leads_to = {place: to for place, kind, to in relocations if kind == RELATIVE}

    def word(self, offset: int) -> str:
        return self.content[offset : self.content.index(b"\0", offset)].decode()

    def in_file(self, address: int) -> int:
        """Where in the file lies what is at this address when the library is loaded."""
        for section in self.sections.values():
            if section[3] and section[3] <= address < section[3] + section[5]:
                return int(address - section[3] + section[4])
        raise ValueError(f"{address:#x} lies in no section")

    def table(self, name: str) -> tuple[int, int]:
        """The address and the size of a table, by the end of the name that the compiler gave it."""
        symbols, names = self.sections[".symtab"], self.sections[".strtab"]
        content = self.content[symbols[4] : symbols[4] + symbols[5]]
        for label, _, _, _, address, size in struct.iter_unpack("<IBBHQQ", content):
            if self.word(names[4] + label).endswith(name):
                return address, size
        raise ValueError(f"no table {name}")

    def pointed_at(self, name: str, step: int = 8) -> list[str]:
        """The strings of a table of pointers (`char *`), or of views (length and pointer)."""
        address, size = self.table(name)
        strings = []
        for place in range(address, address + size, step):
            start = self.in_file(self.leads_to[place + step - 8])
            if step == 8:
                strings.append(self.word(start))
            else:
                (length,) = struct.unpack_from("<Q", self.content, self.in_file(place))
                strings.append(self.content[start : start + length].decode())
        return strings
