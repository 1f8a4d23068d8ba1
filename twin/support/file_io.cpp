#include "twin/support/file_io.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
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

Result<> writeFileAtomically(const std::string& path, std::string_view bytes)
{
    const std::string temporary = path + ".part" + std::to_string(::getpid());
    {
        const FileDescriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
        if (file.get() < 0) {
            return ioFailure(path, errno);
        }
        std::size_t done = 0;
        while (done < bytes.size()) {
            const ssize_t put = ::write(file.get(), bytes.data() + done, bytes.size() - done);
            if (put < 0 && errno == EINTR) {
                continue;
            }
            if (put < 0) {
                const int code = errno;
                ::unlink(temporary.c_str());
                return ioFailure(path, code);
            }
            done += static_cast<std::size_t>(put);
        }
        if (::fsync(file.get()) != 0) {
            const int code = errno;
            ::unlink(temporary.c_str());
            return ioFailure(path, code);
        }
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) {
        const int code = errno;
        ::unlink(temporary.c_str());
        return ioFailure(path, code);
    }
    return {};
}

} // namespace twin
