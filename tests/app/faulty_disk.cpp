/// Preloaded into a program under test (LD_PRELOAD): while the file $SUANWANG_FAULT_FILE holds the name of an
/// error, every write to a file below $SUANWANG_FAULT_FOLDER fails with it, as on a disk that is full, was
/// mounted read-only or breaks. No privileges are needed for it.
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace {

/// 0 = there is none now.
int fault()
{
    static const char* const path = std::getenv("SUANWANG_FAULT_FILE");
    const int file = path != nullptr ? ::open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) {
        return 0;
    }
    std::array<char, 16> text{};
    const ssize_t size = ::read(file, text.data(), text.size());
    ::close(file);
    const std::string_view name(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    return name == "ENOSPC" ? ENOSPC : name == "EROFS" ? EROFS : name == "EIO" ? EIO : 0;
}

/// The error of a write to this file now; 0 = it goes well.
int faultOf(int file)
{
    static const char* const folder = std::getenv("SUANWANG_FAULT_FOLDER");
    if (folder == nullptr) {
        return 0;
    }
    std::array<char, 64> link{};
    std::array<char, 4096> path{};
    std::snprintf(link.data(), link.size(), "/proc/self/fd/%d", file);
    const ssize_t size = ::readlink(link.data(), path.data(), path.size() - 1);
    return size > 0 && std::strncmp(path.data(), folder, std::strlen(folder)) == 0 ? fault() : 0;
}

template <typename Function> Function original(const char* name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

bool fails(int file)
{
    const int error = faultOf(file);
    errno = error != 0 ? error : errno;
    return error != 0;
}

} // namespace

extern "C" {

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at)
{
    static const auto real = original<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
    return fails(file) ? -1 : real(file, bytes, size, at);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at)
{
    static const auto real = original<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
    return fails(file) ? -1 : real(file, bytes, size, at);
}

ssize_t write(int file, const void* bytes, size_t size)
{
    static const auto real = original<ssize_t (*)(int, const void*, size_t)>("write");
    return fails(file) ? -1 : real(file, bytes, size);
}

int ftruncate(int file, off_t size)
{
    static const auto real = original<int (*)(int, off_t)>("ftruncate");
    return fails(file) ? -1 : real(file, size);
}

int ftruncate64(int file, off64_t size)
{
    static const auto real = original<int (*)(int, off64_t)>("ftruncate64");
    return fails(file) ? -1 : real(file, size);
}

int fdatasync(int file)
{
    static const auto real = original<int (*)(int)>("fdatasync");
    return fails(file) ? -1 : real(file);
}

int fsync(int file)
{
    static const auto real = original<int (*)(int)>("fsync");
    return fails(file) ? -1 : real(file);
}
}
