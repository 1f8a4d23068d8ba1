#include "twin/registry/service_list.h"

#include "twin/proto/registry.pb.h"
#include "twin/registry/workload_proto.h"

#include <algorithm>

namespace twin::registry {

std::optional<std::vector<std::string>> serviceIds(const Registry& registry)
{
    pb::Registry message;
    if (!toProto(registry, message)) {
        return std::nullopt;
    }
    std::vector<std::string> out;
    for (const pb::Service& service : message.services()) {
        out.push_back(service.id());
    }
    std::ranges::sort(out);
    return out;
}

} // namespace twin::registry
