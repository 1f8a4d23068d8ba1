#pragma once

#include "twin/support/result.h"

#include <string>

namespace twin::history {

/// Holds `<store>.lock` for the one process that writes; the system frees it however the process ends.
class WriterLock
{
  public:
    /// Errors: Io (another writer has it, permission).
    [[nodiscard]] static Result<WriterLock> acquire(const std::string& storePath);

    WriterLock() = default;
    WriterLock(WriterLock&& other) noexcept;
    WriterLock& operator=(WriterLock&& other) noexcept;
    ~WriterLock();

  private:
    int m_file = -1;
};

} // namespace twin::history
