#include "twin/history/writer_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace twin::history {

Result<WriterLock> WriterLock::acquire(const std::string& storePath)
{
    const std::string path = storePath + ".lock";
    WriterLock out;
    out.m_file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (out.m_file < 0) {
        return failureAt(ErrorCode::Io, path, 0, std::strerror(errno));
    }
    if (::flock(out.m_file, LOCK_EX | LOCK_NB) != 0) {
        return failureAt(ErrorCode::Io, storePath, 0,
                         errno == EWOULDBLOCK ? "another program writes to this store"
                                              : std::strerror(errno));
    }
    return out;
}

WriterLock::WriterLock(WriterLock&& other) noexcept
    : m_file(std::exchange(other.m_file, -1))
{}

WriterLock& WriterLock::operator=(WriterLock&& other) noexcept
{
    std::swap(m_file, other.m_file);
    return *this;
}

WriterLock::~WriterLock()
{
    if (m_file >= 0) {
        ::close(m_file);
    }
}

} // namespace twin::history
