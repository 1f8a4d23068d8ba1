#pragma once

#include "twin/ingest/accounting.h"
#include "twin/ingest/batch_writer.h"
#include "twin/ingest/mapping.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace twin::ingest {

/// Values that several series make together: a pool's utilisation from its cards. Members keep their last
/// value; whenever some have news, the whole is computed from those that are not silent for too long and gets
/// the newest time. What comes within a second (of the senders' clocks) makes one value. One thread.
class CombinedValues
{
  public:
    static constexpr std::size_t kMaxMembers = 65'536; ///< of one value

    /// One series' part of one value.
    struct Seat
    {
        std::uint32_t group = 0;
        std::uint32_t member = 0;
    };

    /// What a member last said: carried over when the mapping changes.
    struct Said
    {
        double value = 0;
        TimeNs time = 0;
        TimeNs interval = 0; ///< between its last two; 0 = said one thing so far
        bool isThere = false;
        std::uint32_t expected_ms = 0; ///< its interval, as for Cell::interval_ms
    };

    /// None when the value has as many members as it may.
    [[nodiscard]] std::optional<Seat> join(std::uint32_t entity, const MappedTarget& target);
    void leave(Seat seat);
    [[nodiscard]] const Said& said(Seat seat) const;
    void restore(Seat seat, const Said& said);

    /// A member's news; without a value it has none from now on.
    void tell(Seat seat, TimeNs time, std::optional<double> value, std::uint32_t interval_ms = 0);
    /// Computes every value that has news. Points that became part of another's value count as merged.
    void flush(BatchWriter& out, Tally& tally);
    void clear();

  private:
    struct Member
    {
        Said said;
        RatioPart part = RatioPart::Both;
        TimeNs window = 0;
        bool isTaken = false;
    };

    struct Group
    {
        std::uint32_t entity = 0;
        const MetricInfo* metric = nullptr;
        Combine combine = Combine::None;
        std::vector<Member> members;
        std::vector<std::uint32_t> free;
        TimeNs since = 0; ///< of the oldest news not yet computed
        TimeNs until = 0;
        std::uint64_t news = 0;
    };

    struct News
    {
        Seat seat;
        TimeNs time = 0;
        std::optional<double> value;
        std::uint32_t interval_ms = 0;
    };

    using GroupKey = std::tuple<std::uint32_t, const MetricInfo*, Combine>;

    void hear(const News& news, BatchWriter& out, Tally& tally);
    static void compute(Group& group, BatchWriter& out, Tally& tally);

    std::map<GroupKey, std::uint32_t> m_byKey;
    std::vector<Group> m_groups;
    std::vector<News> m_news;
    std::vector<std::uint32_t> m_touched;
};

} // namespace twin::ingest
