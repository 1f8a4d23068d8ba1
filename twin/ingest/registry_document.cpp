#include "twin/ingest/registry_document.h"

#include "twin/registry/snapshot_file.h"
#include "twin/registry/workload_proto.h"
#include "twin/support/sha256.h"

#include "twin/proto/registry.pb.h"

#include <utility>

namespace twin::ingest {

Result<RegistryDocument> registryDocument(const registry::Registry& registry,
                                          const registry::Workload* workload)
{
    registry::SnapshotDocument document;
    document.message().set_format(std::string(registry::kSnapshotFormatName));
    if (auto done = registry::toProto(registry, *document.message().mutable_registry()); !done) {
        return failure(std::move(done.error()));
    }
    if (workload != nullptr) {
        if (auto done = registry::toProto(*workload, workload->flows, workload->jobs,
                                          *document.message().mutable_workload());
            !done) {
            return failure(std::move(done.error()));
        }
    }
    auto bytes = registry::serialiseSnapshot(document.message(), registry::SnapshotFormat::Protobuf);
    if (!bytes) {
        return failure(std::move(bytes.error()));
    }
    RegistryDocument out;
    out.version.version = registry.version;
    out.version.sha256 = sha256Hex(*bytes);
    out.bytes = std::move(*bytes);
    return out;
}

Result<registry::Loaded> loadDocument(std::string_view bytes)
{
    const auto document = registry::parseSnapshot(bytes, registry::SnapshotFormat::Protobuf);
    if (!document) {
        return failure(document.error());
    }
    auto loaded = registry::buildRegistry(document->message());
    if (loaded && loaded->registry == nullptr) {
        return failure(ErrorCode::Invalid, "a kept registry version has no registry");
    }
    return loaded;
}

} // namespace twin::ingest
