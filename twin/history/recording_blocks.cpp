#include "twin/history/recording_blocks.h"

#include "twin/history/recording.h"
#include "twin/support/file_io.h"
#include "twin/support/sha256.h"

#include <zstd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace twin::history {

namespace {

constexpr std::string_view kMark{"SWREC\0\0\1", 8}; ///< the last byte is the format's version
constexpr std::size_t kVersionAt = 7;
constexpr std::size_t kHeadBytes = 5; ///< kind, length
constexpr std::size_t kHashBytes = 64;
constexpr int kPackLevel = 3;

std::string headOf(BlockKind kind, std::size_t length)
{
    std::string head(1, static_cast<char>(kind));
    for (int byte = 0; byte < 4; ++byte) {
        head += static_cast<char>((length >> (8 * byte)) & 0xFFU);
    }
    return head;
}

std::uint32_t lengthIn(std::string_view head)
{
    std::uint32_t length = 0;
    for (std::size_t byte = 4; byte > 0; --byte) {
        length = length << 8U | static_cast<std::uint8_t>(head[byte]);
    }
    return length;
}

std::string linkOf(std::string_view before, std::string_view head, std::string_view packed)
{
    std::string all;
    all.reserve(before.size() + head.size() + packed.size());
    all.append(before).append(head).append(packed);
    return sha256Hex(all);
}

tl::unexpected<Error> ioFailure(const std::string& path)
{
    return failureAt(ErrorCode::Io, path, 0, std::strerror(errno));
}

/// The file that is to be replaced or made, behind links.
Result<std::string> targetOf(const std::string& path)
{
    struct stat there
    {};

    const bool isThere = ::stat(path.c_str(), &there) == 0;
    if ((isThere && !S_ISREG(there.st_mode)) || isOpenDescriptor(path)) {
        return failureAt(ErrorCode::BadInput, path, 0, "a recording is written to a file of its own");
    }
    return behindLinks(path);
}

/// Without a name, in the folder of `path`. Null where the file system cannot.
FilePtr unnamedBeside(const std::string& path)
{
    const std::string folder = std::filesystem::path(path).parent_path().string();
    const int fd = ::open(folder.empty() ? "." : folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0644);
    return FilePtr(fd < 0 ? nullptr : ::fdopen(fd, "wb"));
}

} // namespace

Result<BlockWriter> BlockWriter::create(const std::string& path)
{
    BlockWriter writer;
    writer.m_path = path;
    writer.m_file.reset(std::fopen(path.c_str(), "wb"));
    auto begun = writer.begin();
    return begun ? Result<BlockWriter>(std::move(writer)) : Result<BlockWriter>(failure(begun.error()));
}

Result<BlockWriter> BlockWriter::createFor(const std::string& path)
{
    auto target = targetOf(path);
    if (!target) {
        return failure(std::move(target.error()));
    }
    BlockWriter writer;
    writer.m_path = std::move(*target);
    writer.m_temporary = writer.m_path + ".part" + std::to_string(::getpid());
    writer.m_file = unnamedBeside(writer.m_path);
    if (!writer.m_file) {
        writer.m_file.reset(std::fopen(writer.m_temporary.c_str(), "wb"));
        writer.m_isNamed = writer.m_file != nullptr;
    }
    auto begun = writer.begin();
    if (!begun) {
        writer.discard();
        return failure(std::move(begun.error()));
    }
    return writer;
}

Result<> BlockWriter::begin()
{
    if (!m_file || std::fwrite(kMark.data(), 1, kMark.size(), m_file.get()) != kMark.size()) {
        return ioFailure(m_path);
    }
    m_chain = sha256Hex(kMark);
    m_bytes = kMark.size();
    return {};
}

Result<> BlockWriter::write(BlockKind kind, std::string_view contents)
{
    if (contents.size() > kMaxRecordingBlock) {
        return failureAt(ErrorCode::TooLarge, m_path, 0, "a block of a recording is at most 512 MiB");
    }
    std::string packed(ZSTD_compressBound(contents.size()), '\0');
    const std::size_t size =
        ZSTD_compress(packed.data(), packed.size(), contents.data(), contents.size(), kPackLevel);
    if (ZSTD_isError(size) != 0U) {
        return failureAt(ErrorCode::Internal, m_path, 0, ZSTD_getErrorName(size));
    }
    packed.resize(size);
    const std::string head = headOf(kind, packed.size());
    m_chain = linkOf(m_chain, head, packed);
    for (const std::string_view part :
         {std::string_view(head), std::string_view(packed), std::string_view(m_chain)}) {
        if (std::fwrite(part.data(), 1, part.size(), m_file.get()) != part.size()) {
            return ioFailure(m_path);
        }
        m_bytes += part.size();
    }
    ++m_blocks;
    return {};
}

Result<> BlockWriter::sync()
{
    const bool flushed = std::fflush(m_file.get()) == 0 && fsync(fileno(m_file.get())) == 0;
    return flushed ? Result<>() : ioFailure(m_path);
}

Result<> BlockWriter::close()
{
    if (auto synced = sync(); !synced) {
        return synced;
    }
    return std::fclose(m_file.release()) == 0 ? Result<>() : ioFailure(m_path);
}

Result<> BlockWriter::place()
{
    if (auto synced = sync(); !synced) {
        return synced;
    }
    if (!m_isNamed) {
        // A name for the open file: it can only be given beside the target, then it takes the target's place.
        const std::string open = "/proc/self/fd/" + std::to_string(fileno(m_file.get()));
        std::remove(m_temporary.c_str()); // of a program that had our number before
        if (::linkat(AT_FDCWD, open.c_str(), AT_FDCWD, m_temporary.c_str(), AT_SYMLINK_FOLLOW) != 0) {
            return ioFailure(m_path);
        }
        m_isNamed = true;
    }
    if (std::fclose(m_file.release()) != 0 || std::rename(m_temporary.c_str(), m_path.c_str()) != 0) {
        return ioFailure(m_path);
    }
    m_isNamed = false;
    return {};
}

void BlockWriter::discard()
{
    if (m_isNamed) {
        std::remove(m_temporary.c_str());
        m_isNamed = false;
    }
    m_file.reset();
}

Result<BlockReader> BlockReader::open(const std::string& path)
{
    BlockReader reader;
    reader.m_path = path;
    reader.m_file.reset(std::fopen(path.c_str(), "rb"));
    if (!reader.m_file) {
        return failureAt(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io, path, 0,
                         std::strerror(errno));
    }
    std::array<char, kMark.size()> mark{};
    const std::size_t got = std::fread(mark.data(), 1, mark.size(), reader.m_file.get());
    const std::string_view found(mark.data(), got);
    if (got != kMark.size() && std::ferror(reader.m_file.get()) != 0) {
        return ioFailure(path);
    }
    if (got != kMark.size() || found.substr(0, kVersionAt) != kMark.substr(0, kVersionAt)) {
        return failureAt(ErrorCode::BadInput, path, 0, "not a recording");
    }
    if (found != kMark) {
        return failureAt(ErrorCode::Unsupported, path, 0,
                         "a recording of format " +
                             std::to_string(static_cast<std::uint8_t>(found[kVersionAt])) +
                             ", this program reads format 1");
    }
    reader.m_chain = sha256Hex(kMark);
    reader.m_bytes = kMark.size();
    return reader;
}

bool BlockReader::isAtEnd()
{
    const int next = std::fgetc(m_file.get());
    if (next == EOF) {
        return true;
    }
    std::ungetc(next, m_file.get());
    return false;
}

tl::unexpected<Error> BlockReader::refuse(ErrorCode code, const std::string& reason) const
{
    return failureAt(code, m_path, 0,
                     "block " + std::to_string(m_blocks) + ", at byte " + std::to_string(m_blockBegin) +
                         ": " + reason);
}

/// Grows with what is there, so that a length that lies costs no memory.
Result<std::string> BlockReader::read(std::size_t bytes)
{
    constexpr std::size_t kStep = 4U << 20U;
    std::string out;
    while (out.size() < bytes) {
        const std::size_t had = out.size();
        const std::size_t step = std::min(kStep, bytes - had);
        out.resize(had + step);
        const std::size_t got = std::fread(out.data() + had, 1, step, m_file.get());
        m_bytes += got;
        if (got != step) {
            if (std::ferror(m_file.get()) != 0) {
                return ioFailure(m_path);
            }
            return refuse(ErrorCode::BadInput, "the file ends within it");
        }
    }
    return out;
}

Result<BlockReader::Block> BlockReader::next()
{
    ++m_blocks;
    m_blockBegin = m_bytes;
    auto head = read(kHeadBytes);
    if (!head) {
        return failure(head.error());
    }
    const std::uint32_t length = lengthIn(*head);
    if (length > ZSTD_compressBound(kMaxRecordingBlock)) {
        return refuse(ErrorCode::BadInput, "its length cannot be: the file was changed or damaged");
    }
    auto packed = read(length);
    auto hash = packed ? read(kHashBytes) : std::move(packed);
    if (!packed || !hash) {
        return failure(hash.error());
    }
    if (linkOf(m_chain, *head, *packed) != *hash) {
        return refuse(ErrorCode::BadInput, "its hash differs: the file was changed or damaged here");
    }
    m_chain = std::move(*hash);
    Block block;
    block.kind = static_cast<BlockKind>(head->front());
    const unsigned long long size = ZSTD_getFrameContentSize(packed->data(), packed->size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kMaxRecordingBlock) {
        return refuse(ErrorCode::TooLarge, "it unpacks to more than 512 MiB, or is not packed");
    }
    block.contents.resize(size);
    const std::size_t got =
        ZSTD_decompress(block.contents.data(), block.contents.size(), packed->data(), packed->size());
    if (ZSTD_isError(got) != 0U || got != size) {
        return refuse(ErrorCode::BadInput, "it cannot be unpacked");
    }
    return block;
}

} // namespace twin::history
