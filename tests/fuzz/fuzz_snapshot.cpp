// Registry snapshots in both forms: whatever the bytes, either a reason or a document that can be validated,
// built and written again to the same bytes.
#include "twin/proto/registry.pb.h"
#include "twin/registry/build.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace twin::registry;

void tryFormat(std::string_view bytes, SnapshotFormat format)
{
    auto document = parseSnapshot(bytes, format, 1U << 20U);
    if (!document) {
        return;
    }
    static_cast<void>(buildRegistry(document->message()).has_value());
    canonicalise(document->message());
    const auto once = serialiseSnapshot(document->message(), format);
    if (!once) {
        return; // JSON has no form for some binary content (unknown fields are dropped, text is checked)
    }
    const auto again = parseSnapshot(*once, format);
    const auto twice =
        again ? serialiseSnapshot(again->message(), format) : twin::Result<std::string>(std::string());
    if (!again || !twice || *twice != *once) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    tryFormat(bytes, SnapshotFormat::Protobuf);
    tryFormat(bytes, SnapshotFormat::Json);
    return 0;
}
