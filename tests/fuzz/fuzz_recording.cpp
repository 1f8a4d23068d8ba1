// Recordings (.swrec): whatever the bytes, either a reason or a recording that can be walked and has what it
// says. The hashes would keep a fuzzer out, so the input is taken as a row of blocks (kind, two bytes of
// length, contents) as well, and those are written with hashes that fit.
#include "twin/history/recording.h"
#include "twin/history/recording_blocks.h"

#include <google/protobuf/stubs/logging.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <unistd.h>

namespace {

using namespace twin::history;

const std::string& scratchPath()
{
    static const std::string path =
        (std::filesystem::temp_directory_path() / ("fuzz_recording." + std::to_string(getpid()))).string();
    return path;
}

void tryRecording()
{
    const auto opened = Recording::open(scratchPath());
    if (!opened) {
        if (opened.error().reason.empty() || opened.error().file.empty()) {
            std::abort();
        }
        return;
    }
    std::uint64_t frames = 0;
    const auto visited = opened->visit({[](twin::TimeNs, std::string_view) { return twin::Result<>{}; },
                                        [&frames](const RecordedFrame&) {
                                            ++frames;
                                            return twin::Result<>{};
                                        }});
    const auto beginning = opened->beginning();
    if (!visited || frames != opened->summary().frames || !beginning ||
        beginning->has_value() != opened->summary().start.has_value()) {
        std::abort();
    }
}

void writeBytes(std::string_view bytes)
{
    const FilePtr file(std::fopen(scratchPath().c_str(), "wb"));
    if (!file || std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size()) {
        std::abort();
    }
}

void writeBlocks(std::string_view bytes)
{
    auto writer = BlockWriter::create(scratchPath());
    while (writer && bytes.size() >= 3) {
        const std::size_t length = static_cast<std::uint8_t>(bytes[1]) | static_cast<std::uint8_t>(bytes[2])
                                                                             << 8;
        const auto kind = static_cast<BlockKind>(bytes[0]);
        bytes.remove_prefix(3);
        const std::string_view contents = bytes.substr(0, length);
        bytes.remove_prefix(contents.size());
        if (!writer->write(kind, contents)) {
            std::abort();
        }
    }
    if (!writer || !writer->close()) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const google::protobuf::LogSilencer quiet;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    writeBytes(bytes);
    tryRecording();
    writeBlocks(bytes);
    tryRecording();
    std::remove(scratchPath().c_str());
    return 0;
}
