#include "twin/state/source_marks.h"

#include "twin/proto/state.pb.h"

#include <algorithm>

namespace twin::state {

namespace pb = suanwang::state::v1;

namespace {

constexpr int kMaxSources = 4'096; // as many as a twin takes

}

void fillSources(const Snapshot& snapshot, pb::StateFile& file)
{
    if (!snapshot.sources) {
        return;
    }
    std::vector<const SourceStatus*> byName;
    for (const SourceStatus& source : *snapshot.sources) {
        byName.push_back(&source);
    }
    std::ranges::sort(byName, {}, [](const SourceStatus* source) { return source->name; });
    for (const SourceStatus* source : byName) {
        pb::SourceMark& mark = *file.add_sources();
        mark.set_name(source->name);
        mark.set_transport(source->transport);
        mark.set_peer(source->peer);
        mark.set_connected(source->connected);
        mark.set_heartbeat_ns(source->heartbeat);
        mark.set_last_receive_ns(source->lastReceive);
        mark.set_epoch(source->epoch); // values name theirs: whose they are is known by it
    }
}

Result<std::shared_ptr<const std::vector<SourceStatus>>> sourcesFrom(const pb::StateFile& file)
{
    if (file.sources_size() > kMaxSources) {
        return failure(ErrorCode::TooLarge, "more than 4,096 sources");
    }
    auto out = std::make_shared<std::vector<SourceStatus>>();
    for (const pb::SourceMark& mark : file.sources()) {
        SourceStatus source;
        source.name = mark.name();
        source.transport = mark.transport();
        source.peer = mark.peer();
        source.connected = mark.connected();
        source.heartbeat = mark.heartbeat_ns();
        source.lastReceive = mark.last_receive_ns();
        source.epoch = mark.epoch();
        if (source.name.empty()) {
            return failure(ErrorCode::Invalid, "a source without a name");
        }
        out->push_back(std::move(source));
    }
    std::ranges::sort(*out, {}, &SourceStatus::name);
    const auto twice = std::ranges::adjacent_find(*out, {}, &SourceStatus::name);
    if (twice != out->end()) {
        return failure(ErrorCode::Invalid, "source '" + twice->name + "' is listed twice");
    }
    return out;
}

} // namespace twin::state
