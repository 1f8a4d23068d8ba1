#include "app/transport/acks_file.h"

namespace app::transport {

twin::Result<> AcksFile::open(const std::string& path)
{
    if (path.empty()) {
        return {};
    }
    m_file.reset(std::fopen(path.c_str(), "a"));
    return m_file != nullptr ? twin::Result<>()
                             : twin::failureAt(twin::ErrorCode::Io, path, 0, "cannot be written");
}

void AcksFile::write(const std::string& source, std::uint64_t epoch, std::uint64_t sequence,
                     std::uint64_t samples)
{
    if (m_file) {
        std::fprintf(m_file.get(), "%s,%llu,%llu,%llu\n", source.c_str(),
                     static_cast<unsigned long long>(epoch), static_cast<unsigned long long>(sequence),
                     static_cast<unsigned long long>(samples));
    }
}

void AcksFile::flush()
{
    if (m_file) {
        std::fflush(m_file.get());
    }
}

} // namespace app::transport
