#pragma once

#include "twin/support/result.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

namespace app::transport {

/// `--acks FILE`: a line `source,epoch,sequence,samples` for each acknowledged frame; later runs add to it.
/// Without a file nothing is written.
class AcksFile
{
  public:
    /// An empty path is none. Errors: Io.
    [[nodiscard]] twin::Result<> open(const std::string& path);
    void write(const std::string& source, std::uint64_t epoch, std::uint64_t sequence, std::uint64_t samples);
    void flush();

  private:
    struct Close
    {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    std::unique_ptr<std::FILE, Close> m_file;
};

} // namespace app::transport
