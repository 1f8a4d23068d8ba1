#include "app/console/opened_file.h"

#include "twin/network/open.h"
#include "twin/proto/registry.pb.h"
#include "twin/registry/build.h"
#include "twin/registry/problem_lines.h"
#include "twin/registry/snapshot_file.h"
#include "twin/state/state_file.h"
#include "twin/support/path_ending.h"

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
        pb::Registry& registry = *message.mutable_registry();
        const bool isWhole = registry.sha256() == twin::registry::contentHash(registry);
        registry.mutable_origin()->set_synthetic(true);
        if (isWhole) {
            registry.set_sha256(twin::registry::contentHash(registry));
        }
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

} // namespace

tl::expected<OpenedFile, OpenFailure> openFile(const std::string& path, bool markSynthetic,
                                               const twin::network::ReadOptions& network)
{
    if (twin::hasEnding(path, ".sws")) {
        auto saved = twin::state::openState(path);
        return saved ? Opened(OpenedFile{nullptr, nullptr, *saved, {}}) : Opened(refuse(saved.error()));
    }
    auto opened = twin::network::openAnySnapshot(path, network); // its origin says what was assumed
    if (!opened) {
        return refuse(opened.error());
    }
    return build(opened->document.message(), path, markSynthetic);
}

} // namespace app::console
