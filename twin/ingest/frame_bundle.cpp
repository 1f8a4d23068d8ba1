#include "twin/ingest/frame_bundle.h"

#include "twin/ingest/frame_codec.h"

#include <utility>
#include <variant>

namespace twin::ingest {

Result<SourceHello> FrameBundleReader::readHello(std::string_view bytes)
{
    auto decoded = m_decoder.decode(bytes, {});
    if (!decoded) {
        return failure(std::move(decoded.error()));
    }
    auto* hello = std::get_if<SourceHello>(&*decoded);
    return hello != nullptr ? Result<SourceHello>(std::move(*hello))
                            : failure(ErrorCode::BadInput, "the first frame of the message is not a Hello");
}

BundledFrame FrameBundleReader::readFrame(std::string_view bytes)
{
    BundledFrame out{bytes, 0, {}};
    const auto decoded = m_decoder.decode(bytes, {});
    if (!decoded) {
        out.error = decoded.error().reason;
    } else if (const auto* frame = std::get_if<DecodedFrame>(&*decoded)) {
        out.sequence = frame->sequence;
    } else if (std::holds_alternative<SourceHello>(*decoded)) {
        out.error = "a second Hello in one message";
    }
    return out;
}

Result<FrameBundle> FrameBundleReader::read(std::string_view message)
{
    if (message.size() > kMaxBundleBytes) {
        return failure(ErrorCode::TooLarge,
                       "a message of " + std::to_string(message.size()) + " bytes; 8388608 are allowed");
    }
    const auto first = takeFrame(message);
    if (!first) {
        return failure(first.error());
    }
    auto hello = readHello(*first);
    if (!hello) {
        return failure(std::move(hello.error()));
    }
    FrameBundle out{std::move(*hello), {}};
    while (!message.empty()) {
        const auto bytes = takeFrame(message);
        if (!bytes) {
            return failure(bytes.error());
        }
        if (out.frames.size() == kMaxBundleFrames) {
            return failure(ErrorCode::TooLarge, "over 4096 frames in one message");
        }
        out.frames.push_back(readFrame(*bytes));
    }
    if (out.frames.empty()) {
        return failure(ErrorCode::BadInput, "a message with a Hello and nothing else");
    }
    return out;
}

std::string bundleBytes(std::string_view hello, const std::vector<std::string_view>& frames)
{
    std::size_t size = hello.size() + kMaxPrefixBytes;
    for (const std::string_view frame : frames) {
        size += frame.size() + kMaxPrefixBytes;
    }
    std::string out;
    out.reserve(size);
    appendFrame(out, hello);
    for (const std::string_view frame : frames) {
        appendFrame(out, frame);
    }
    return out;
}

} // namespace twin::ingest
