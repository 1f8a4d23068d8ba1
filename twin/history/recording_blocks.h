#pragma once

#include "twin/support/result.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

/// The blocks of a recording's file: kind, length, contents packed with zstd, hash over all that came before
/// and this.
namespace twin::history {

inline constexpr std::size_t kMaxRecordingNote = 4'096; ///< bytes

enum class BlockKind : std::uint8_t { Header = 1, Registry = 2, Chunk = 3, End = 4, Start = 5 };

struct CloseFile
{
    void operator()(std::FILE* file) const { std::fclose(file); }
};

using FilePtr = std::unique_ptr<std::FILE, CloseFile>;

class BlockWriter
{
  public:
    /// Writes the file's mark. Errors: Io.
    [[nodiscard]] static Result<BlockWriter> create(const std::string& path);
    /// A file that has no name before `place`, so that a program that is killed leaves nothing; where the
    /// file system has no such files, one named beside `path`. Symbolic links stay. Errors: Io; BadInput (a
    /// pipe or a device stands there).
    [[nodiscard]] static Result<BlockWriter> createFor(const std::string& path);

    /// Errors: Io, TooLarge.
    [[nodiscard]] Result<> write(BlockKind kind, std::string_view contents);
    /// All of it on the disk, then closed. Errors: Io.
    [[nodiscard]] Result<> close();
    /// The same, and what `createFor` made stands at its path, in place of what stood there. Errors: Io.
    [[nodiscard]] Result<> place();
    /// Instead: nothing stays of it.
    void discard();

    [[nodiscard]] const std::string& chain() const { return m_chain; }

    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

    [[nodiscard]] std::uint64_t blocks() const { return m_blocks; }

  private:
    [[nodiscard]] Result<> begin();
    [[nodiscard]] Result<> sync();

    FilePtr m_file;
    std::string m_path;
    std::string m_temporary; ///< name of a file made by createFor until it is placed; empty = none
    bool m_isNamed = false;  ///< it stands there already
    std::string m_chain;
    std::uint64_t m_bytes = 0;
    std::uint64_t m_blocks = 0;
};

class BlockReader
{
  public:
    struct Block
    {
        BlockKind kind = BlockKind::End;
        std::string contents;
    };

    /// Reads the file's mark. Errors: NotFound, Io, BadInput, Unsupported.
    [[nodiscard]] static Result<BlockReader> open(const std::string& path);

    /// The next block, its hash verified before it is unpacked. Errors: Io; BadInput with block and byte (cut
    /// off, hash differs, unknown kind, cannot be unpacked); TooLarge.
    [[nodiscard]] Result<Block> next();
    /// Whether the file ends here.
    [[nodiscard]] bool isAtEnd();

    [[nodiscard]] const std::string& chain() const { return m_chain; }

    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

    [[nodiscard]] std::uint64_t blocks() const { return m_blocks; }

    /// About the block that was read last.
    [[nodiscard]] tl::unexpected<Error> refuse(ErrorCode code, const std::string& reason) const;

  private:
    [[nodiscard]] Result<std::string> read(std::size_t bytes);

    FilePtr m_file;
    std::string m_path;
    std::string m_chain;
    std::uint64_t m_bytes = 0;      ///< read so far
    std::uint64_t m_blockBegin = 0; ///< of the block read last
    std::uint64_t m_blocks = 0;
};

} // namespace twin::history
