#include "app/console/opened_file.h"

#include "twin/network/network_file.h"
#include "twin/network/open.h"
#include "twin/network/path_ending.h"
#include "twin/network/to_registry.h"
#include "twin/proto/registry.pb.h"
#include "twin/registry/build.h"
#include "twin/registry/problem_lines.h"
#include "twin/state/state_file.h"

namespace app::console {

namespace {

using Opened = tl::expected<OpenedFile, OpenFailure>;
namespace pb = ::suanwang::registry::v1;

constexpr std::size_t kMaxListed = 50;

tl::unexpected<OpenFailure> refuse(twin::Error error)
{
    return tl::unexpected<OpenFailure>(OpenFailure{std::move(error), {}});
}

Opened build(pb::SnapshotFile& message, const std::string& path, bool markSynthetic)
{
    if (markSynthetic && message.has_registry()) {
        message.mutable_registry()->mutable_origin()->set_synthetic(true);
    }
    auto loaded = twin::registry::buildRegistryFrom(message, path);
    if (!loaded) {
        OpenFailure failure{loaded.error(), {}};
        for (const twin::registry::Problem& problem : twin::registry::validateFile(message, path).problems) {
            if (failure.problems.size() < kMaxListed) {
                failure.problems.push_back(problem.textIn(path));
            }
        }
        return tl::unexpected<OpenFailure>(std::move(failure));
    }
    if (!loaded->registry) {
        return refuse({twin::ErrorCode::Invalid, "the file has a workload but no registry", path, 0, 0});
    }
    OpenedFile opened{loaded->registry, loaded->workload, nullptr, {}};
    for (const std::string& assumed : loaded->registry->origin.defaultsApplied) {
        opened.remarks.push_back(assumed);
    }
    for (const twin::registry::Problem& problem : loaded->validation.problems) {
        if (opened.remarks.size() < kMaxListed) {
            opened.remarks.push_back(problem.text());
        }
    }
    return opened;
}

Opened openNetwork(const std::string& path, bool markSynthetic)
{
    auto network = twin::network::readNetwork(path);
    if (!network) {
        return refuse(network.error());
    }
    pb::SnapshotFile message =
        twin::network::toSnapshot(std::move(*network)); // its origin says what was assumed
    return build(message, path, markSynthetic);
}

} // namespace

tl::expected<OpenedFile, OpenFailure> openFile(const std::string& path, bool markSynthetic)
{
    if (twin::network::hasEnding(path, ".sws")) {
        auto saved = twin::state::openState(path);
        return saved ? Opened(OpenedFile{nullptr, nullptr, *saved, {}}) : Opened(refuse(saved.error()));
    }
    if (twin::network::isNetworkPath(path)) {
        return openNetwork(path, markSynthetic);
    }
    if (!twin::registry::snapshotFormatOf(path)) {
        return refuse({twin::ErrorCode::Unsupported,
                       "not one of .swr, .json, .sws, .gml, .graphml, .graph by its ending", path, 0, 0});
    }
    auto document = twin::registry::readSnapshot(path);
    if (!document) {
        return refuse(document.error());
    }
    return build(document->message(), path, markSynthetic);
}

} // namespace app::console
