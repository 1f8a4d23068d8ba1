#include "app/ctl/json_text.h"

#include <nlohmann/json.hpp>

namespace app::ctl {

std::string jsonText(const nlohmann::ordered_json& value)
{
    return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string jsonText(const nlohmann::json& value)
{
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void addSeconds(nlohmann::ordered_json& report, double seconds)
{
    const nlohmann::ordered_json hash = report["state_hash"];
    report.erase("state_hash");
    report["seconds"] = seconds;
    report["state_hash"] = hash;
}

} // namespace app::ctl
