#include "twin/support/file_io.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace twin {

namespace {

/// Closes a descriptor when it goes out of scope.
class FileDescriptor
{
  public:
    explicit FileDescriptor(int fd)
        : m_fd(fd)
    {}

    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;

    ~FileDescriptor()
    {
        if (m_fd >= 0) {
            ::close(m_fd);
        }
    }

    [[nodiscard]] int get() const { return m_fd; }

  private:
    int m_fd;
};

tl::unexpected<Error> ioFailure(const std::string& path, int code)
{
    return failureAt(code == ENOENT ? ErrorCode::NotFound : ErrorCode::Io, path, 0, std::strerror(code));
}

tl::unexpected<Error> tooLarge(const std::string& path, std::uint64_t maxBytes)
{
    return failureAt(ErrorCode::TooLarge, path, 0,
                     "larger than the bound of " + std::to_string(maxBytes) + " bytes");
}

} // namespace

Result<std::string> readFile(const std::string& path, std::uint64_t maxBytes)
{
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) {
        return ioFailure(path, errno);
    }
    struct stat info = {};
    if (::fstat(file.get(), &info) != 0) {
        return ioFailure(path, errno);
    }
    if (S_ISDIR(info.st_mode)) {
        return ioFailure(path, EISDIR);
    }
    if (info.st_size > 0 && static_cast<std::uint64_t>(info.st_size) > maxBytes) {
        return tooLarge(path, maxBytes);
    }
    std::string bytes;
    bytes.reserve(static_cast<std::size_t>(info.st_size) + 1);
    constexpr std::size_t kStep = 1U << 20U;
    for (;;) {
        const std::size_t old = bytes.size();
        bytes.resize(old + kStep);
        const ssize_t got = ::read(file.get(), bytes.data() + old, kStep);
        bytes.resize(old + (got > 0 ? static_cast<std::size_t>(got) : 0));
        if (got < 0 && errno != EINTR) {
            return ioFailure(path, errno);
        }
        if (got == 0) {
            return bytes;
        }
        if (bytes.size() > maxBytes) {
            return tooLarge(path, maxBytes);
        }
    }
}

namespace {

/// Everything, or an errno.
int writeAll(int file, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t put = ::write(file, bytes.data(), bytes.size());
        if (put < 0 && errno != EINTR) {
            return errno;
        }
        bytes.remove_prefix(put > 0 ? static_cast<std::size_t>(put) : 0);
    }
    return 0;
}

} // namespace

Result<std::string> behindLinks(std::string path)
{
    constexpr int kMostLinks = 40; // as many as the kernel follows
    namespace fs = std::filesystem;
    for (int i = 0; i < kMostLinks; ++i) {
        std::error_code code;
        const fs::path next = fs::read_symlink(path, code);
        if (code) {
            return path;
        }
        path = next.is_absolute() ? next.string() : (fs::path(path).parent_path() / next).string();
    }
    return ioFailure(path, ELOOP);
}

bool isOpenDescriptor(const std::string& path)
{
    return path == "/dev/stdout" || path == "/dev/stderr" || path.starts_with("/dev/fd/") ||
           path.starts_with("/proc/");
}

namespace {

/// A pipe, terminal or device takes the bytes as they come: there is nothing to rename over.
Result<> writeInPlace(const std::string& path, std::string_view bytes)
{
    const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    const int code = file.get() < 0 ? errno : writeAll(file.get(), bytes);
    return code == 0 ? Result<>() : ioFailure(path, code);
}

Result<> writeAndRename(const std::string& path, std::string_view bytes, mode_t mode)
{
    const std::string temporary = path + ".part" + std::to_string(::getpid());
    int code = 0;
    {
        const FileDescriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
        if (file.get() < 0) {
            return ioFailure(path, errno);
        }
        code = writeAll(file.get(), bytes);
        if (code == 0 && ::fsync(file.get()) != 0) {
            code = errno;
        }
    }
    if (code == 0 && ::rename(temporary.c_str(), path.c_str()) == 0) {
        return {};
    }
    code = code == 0 ? errno : code;
    ::unlink(temporary.c_str());
    return ioFailure(path, code);
}

} // namespace

Result<> writeFileAtomically(const std::string& path, std::string_view bytes)
{
    struct stat there
    {};

    const bool isStream =
        ::stat(path.c_str(), &there) == 0 && !S_ISREG(there.st_mode) && !S_ISDIR(there.st_mode);
    if (isStream || isOpenDescriptor(path)) {
        return writeInPlace(path, bytes);
    }
    const auto target = behindLinks(path);
    if (!target) {
        return failure(target.error());
    }

    struct stat info
    {};

    if (::stat(target->c_str(), &info) != 0) {
        return writeAndRename(*target, bytes, 0644);
    }
    return writeAndRename(*target, bytes, info.st_mode & 0777);
}

} // namespace twin
