#include "app/console/past_traffic.h"

#include "twin/history/store_location.h"
#include "twin/ingest/past_reader.h"
#include "twin/scenario/demand_history.h"

#include <utility>

namespace app::console {

using twin::scenario::DemandHistory;
using twin::scenario::DemandKind;
using twin::scenario::DemandTerms;

models::DemandHistoryReader pastTraffic(const std::string& location)
{
    return [location](const twin::registry::Registry& registry, DemandKind kind, const DemandTerms& terms,
                      twin::TimeNs moment,
                      const std::atomic<bool>* cancelled) -> twin::Result<DemandHistory> {
        const auto reader = twin::ingest::PastReader::open(location);
        if (!reader) {
            return twin::failure(reader.error());
        }
        auto history = twin::scenario::readDemandHistory(**reader, registry, kind, terms, moment, cancelled);
        if (!history) {
            return twin::failureAt(history.error().code, twin::history::shownLocation(location), 0,
                                   history.error().reason);
        }
        return history;
    };
}

} // namespace app::console
