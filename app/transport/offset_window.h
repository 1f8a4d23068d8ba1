#pragma once

#include <cstdint>
#include <map>
#include <optional>

namespace app::transport {

/// Which offsets of one partition may be committed: Kafka remembers one number, so only everything before the
/// oldest message that is not settled. A plain value.
class OffsetWindow
{
  public:
    /// Precondition: offsets come in rising order.
    void add(std::int64_t offset) { m_open.emplace(offset, false); }

    void settle(std::int64_t offset)
    {
        if (const auto found = m_open.find(offset); found != m_open.end()) {
            found->second = true;
        }
        while (!m_open.empty() && m_open.begin()->second) {
            m_next = m_open.begin()->first + 1;
            m_open.erase(m_open.begin());
        }
    }

    /// The next offset to read after a restart, if it changed since the last call.
    [[nodiscard]] std::optional<std::int64_t> takeCommit()
    {
        const bool isNew = m_next != m_committed;
        m_committed = m_next;
        return isNew ? m_next : std::nullopt;
    }

  private:
    std::map<std::int64_t, bool> m_open; ///< by offset: settled, behind one that is not
    std::optional<std::int64_t> m_next;
    std::optional<std::int64_t> m_committed;
};

} // namespace app::transport
