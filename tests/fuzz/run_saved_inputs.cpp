// Runs a fuzz target over every file of the folders given, plus a few mutations of each (fixed seed), so
// saved crashes stay fixed and the target runs in every test pass.
#include "twin/support/rng.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void runOn(const std::string& bytes)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

void runMutations(const std::string& bytes, std::uint64_t seed)
{
    twin::Rng rng(seed, "fuzz.mutation");
    for (int i = 0; i < 64; ++i) {
        std::string changed = bytes.substr(0, rng.below(bytes.size() + 1));
        for (std::uint64_t flips = rng.below(8); flips > 0 && !changed.empty(); --flips) {
            changed[rng.below(changed.size())] = static_cast<char>(rng.next());
        }
        runOn(changed);
    }
}

} // namespace

int main(int argc, char** argv)
{
    std::uint64_t files = 0;
    for (int i = 1; i < argc; ++i) {
        for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
            std::ifstream in(entry.path(), std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(in), {}};
            runOn(bytes);
            runMutations(bytes, ++files);
        }
    }
    std::printf("%llu saved inputs\n", static_cast<unsigned long long>(files));
    return files == 0 ? 1 : 0; // an empty folder would test nothing
}
