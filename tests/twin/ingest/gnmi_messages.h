#pragma once

#include "twin/proto/gnmi.pb.h"
#include "twin/support/units.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// gNMI messages as a device would make them.
namespace test {

namespace gnmi = ::suanwang::gnmi::v1;

using Keys = std::vector<std::pair<std::string, std::string>>;

inline gnmi::PathElem* element(gnmi::Path& path, const std::string& name, const Keys& keys = {})
{
    gnmi::PathElem* out = path.add_elem();
    out->set_name(name);
    for (const auto& [key, value] : keys) {
        (*out->mutable_key())[key] = value;
    }
    return out;
}

inline gnmi::Path interfacePath(const std::string& interface, const std::vector<std::string>& rest)
{
    gnmi::Path path;
    element(path, "interfaces");
    element(path, "interface", {{"name", interface}});
    for (const std::string& name : rest) {
        element(path, name);
    }
    return path;
}

inline gnmi::SubscribeResponse notification(twin::TimeNs time, const std::string& target)
{
    gnmi::SubscribeResponse out;
    out.mutable_update()->set_timestamp(time);
    if (!target.empty()) {
        out.mutable_update()->mutable_prefix()->set_target(target);
    }
    return out;
}

inline gnmi::TypedValue* update(gnmi::SubscribeResponse& message, gnmi::Path path)
{
    gnmi::Update* out = message.mutable_update()->add_update();
    *out->mutable_path() = std::move(path);
    return out->mutable_val();
}

// JSON values. Here, because moc does not read on behind such texts.
inline constexpr const char* kInterfacesJson = R"({"openconfig-interfaces:interface": [
            {"name": "eth0", "state": {"oper-status": "oc:UP", "counters": {"in-octets": "12345678901"}}},
            {"name": "eth]1", "state": {"mtu": 9000, "enabled": true, "last-change": null, "empty": [null]}}]})";
inline constexpr const char* kMixedJson = R"({"a": [1, 2], "b/c": 1, "d": [{"x": 1}], "e": "", "f": 3,
                                     "g": [{"index": 7, "h": 1.5}]})";
inline constexpr const char* kSmallJson = R"({"a": {"b": 1, "c": 2}})";

} // namespace test
