// States (.sws): whatever the bytes, either a reason or a moment that the twin can take up and that is
// written and read again as the same. The hash over the content would keep a fuzzer out, so it is set anew as
// well.
#include "twin/proto/state.pb.h"
#include "twin/state/state_file.h"
#include "twin/state/state_hash.h"
#include "twin/state/twin_state.h"
#include "twin/support/sha256.h"

#include <google/protobuf/stubs/logging.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace twin::state;

void tryState(std::string_view bytes)
{
    const auto opened = decodeState(bytes);
    if (!opened) {
        return;
    }
    TwinState twin;
    twin.restore(**opened);
    const auto restored = twin.publish((*opened)->time, nullptr, {});
    const auto written = encodeState(*restored);
    const auto again = written ? decodeState(*written) : twin::Result<SnapshotPtr>(SnapshotPtr());
    if (!written || !again || stateHash(**again) != stateHash(**opened)) {
        std::abort();
    }
}

/// The same with a hash that fits; empty if it is no state at all.
std::string withFittingHash(std::string_view bytes)
{
    suanwang::state::v1::StateFile file;
    if (!file.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        return {};
    }
    file.set_format("suanwang.state.v1");
    file.clear_sha256();
    file.set_sha256(twin::sha256Hex(file.SerializeAsString()));
    return file.SerializeAsString();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const google::protobuf::LogSilencer quiet;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    tryState(bytes);
    tryState(withFittingHash(bytes));
    return 0;
}
