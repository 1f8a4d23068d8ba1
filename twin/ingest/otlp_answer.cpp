#include "twin/ingest/otlp_answer.h"

#include "twin/ingest/wire_reader.h"

namespace twin::ingest {

namespace {

void appendVarint(std::string& out, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7U) {
        out.push_back(static_cast<char>(value | 0x80U));
    }
    out.push_back(static_cast<char>(value));
}

void appendBytes(std::string& out, std::uint64_t number, std::string_view bytes)
{
    appendVarint(out, number << 3U | WireField::Bytes);
    appendVarint(out, bytes.size());
    out.append(bytes);
}

} // namespace

std::string otlpResponse(std::uint64_t rejectedPoints, std::string_view reason)
{
    if (rejectedPoints == 0) {
        return {};
    }
    std::string partial;
    appendVarint(partial, 1U << 3U | WireField::Varint);
    appendVarint(partial, rejectedPoints);
    appendBytes(partial, 2, reason);
    std::string out;
    appendBytes(out, 1, partial);
    return out;
}

std::string otlpStatus(int code, std::string_view message)
{
    std::string out;
    appendVarint(out, 1U << 3U | WireField::Varint);
    appendVarint(out, static_cast<std::uint64_t>(code));
    appendBytes(out, 2, message);
    return out;
}

} // namespace twin::ingest
