#pragma once

#include "twin/scenario/n1_table.h"
#include "twin/scenario/reason.h"

#include <cstdint>
#include <string>
#include <vector>

namespace twin::scenario {

/// One way in which a network stands worse than another: with nothing cut, or for one single cut.
struct WorseCut
{
    enum class Kind : std::uint8_t {
        Disconnected, ///< more is without a way
        Overfull,     ///< a link beyond the limit, and fuller than with the same cut before
    };

    Kind kind = Kind::Overfull;
    bool isNew = true;              ///< the same cut was within the limit before, or disconnected nobody
    std::string conduit;            ///< that is cut; empty: nothing
    std::string arc;                ///< of Overfull: the fullest; empty with nothing cut
    double mlu = 0;                 ///< of Overfull
    double before_mlu = 0;          ///< the same cut
    std::uint64_t pairs = 0;        ///< of Disconnected, of a cut
    std::uint64_t before_pairs = 0; ///< the same cut
};

/// Every cut against the same cut before, by the conduit's identifier: that the worst of all cuts is no worse
/// says nothing where one is bad already. A cut of a conduit that was not there before is compared with
/// nothing cut. Nothing cut comes first. Then what is new before what was bad already and is worse now; of
/// each what disconnects before what fills a link, the most first: pairs more, fullest link, points more of a
/// link that was too full before.
[[nodiscard]] std::vector<WorseCut> worseCuts(const N1Table& before, const N1Table& after, double limit);

/// The order of that list.
[[nodiscard]] bool isWorse(const WorseCut& a, const WorseCut& b);

/// What a cut is compared with.
enum class Without : std::uint8_t { Work, Steps };

/// `a cut of D.A~B fills L.C~D> to 192.3 % (96.5 % without the work)`, as data.
[[nodiscard]] Reason reasonOf(const WorseCut& cut, Without without);

} // namespace twin::scenario
