// CSV tables: name and text in turn, parted by zero bytes. Whatever the bytes, either problems or a snapshot
// that can be validated and comes back the same from its own export.
#include "twin/proto/registry.pb.h"
#include "twin/registry/csv_exchange.h"
#include "twin/registry/validate.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace twin::registry;

std::vector<CsvTable> tablesFrom(std::string_view bytes)
{
    std::vector<std::string> parts;
    while (!bytes.empty()) {
        const std::size_t end = std::min(bytes.find('\0'), bytes.size());
        parts.emplace_back(bytes.substr(0, end));
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
    std::vector<CsvTable> tables;
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
        tables.push_back({parts[i], parts[i + 1]});
    }
    return tables;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const CsvImport import = importCsv(tablesFrom({reinterpret_cast<const char*>(data), size}));
    if (import.errors > 0 || import.isUnfilled) {
        return 0;
    }
    Validation validation = validate(import.document.message());
    import.places.locate(validation.problems);
    const CsvImport again = importCsv(exportCsv(import.document.message()));
    const pb::SnapshotFile& first = import.document.message();
    const pb::SnapshotFile& second = again.document.message();
    if (again.errors > 0 || (again.isUnfilled && (first.registry().pools_size() > 0)) ||
        (!again.isUnfilled && (contentHash(first.registry()) != contentHash(second.registry()) ||
                               contentHash(first.workload()) != contentHash(second.workload())))) {
        std::abort();
    }
    return 0;
}
