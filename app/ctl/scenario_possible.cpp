#include "app/ctl/scenario_possible.h"

#include "twin/scenario/schedule.h"

#include <cstddef>

namespace app::ctl {

using namespace twin::scenario;

twin::Result<> needPossible(const Ground& ground, const Document& document, const std::string& file)
{
    const Schedule schedule(ground, document.commands, document.horizon);
    std::string first;
    std::size_t more = 0;
    for (const Schedule::Verdict& verdict : schedule.check(document.commands.size())) {
        if (verdict.touch) {
            continue;
        }
        if (first.empty()) {
            first = placeOf(verdict.number) + ": " + text(document.commands[verdict.number].action) + ": " +
                    text(verdict.reason);
        } else {
            ++more;
        }
    }
    if (first.empty()) {
        return {};
    }
    return twin::failureAt(twin::ErrorCode::Invalid, file, 0,
                           first + (more > 0 ? " (and " + std::to_string(more) + " more)" : ""));
}

} // namespace app::ctl
