#include "app/ctl/moment_option.h"

#include "twin/support/moment_text.h"

namespace app::ctl {

twin::Result<std::optional<twin::TimeNs>> momentOption(const Args& args, const std::string& name)
{
    if (!args.has(name)) {
        return std::optional<twin::TimeNs>();
    }
    auto moment = twin::parseMoment(args.text(name));
    if (!moment) {
        return twin::failure(moment.error().code, name + ": " + moment.error().reason);
    }
    return std::optional(*moment);
}

} // namespace app::ctl
