#include "twin/ingest/unpack.h"

#include <snappy.h>
#include <zlib.h>

#include <algorithm>

namespace twin::ingest {

namespace {

constexpr int kGzipOnly = 16 + MAX_WBITS;
constexpr std::size_t kFirstGuess = 4; ///< metrics pack to a quarter at the least

std::string boundText(std::size_t maxBytes)
{
    return "unpacks to over " + std::to_string(maxBytes) + " bytes";
}

/// Ends the stream whatever happens.
class Inflater
{
  public:
    Inflater() { m_isGood = inflateInit2(&m_stream, kGzipOnly) == Z_OK; }

    ~Inflater()
    {
        if (m_isGood) {
            inflateEnd(&m_stream);
        }
    }

    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    [[nodiscard]] bool isGood() const { return m_isGood; }

    [[nodiscard]] z_stream& stream() { return m_stream; }

  private:
    z_stream m_stream{};
    bool m_isGood = false;
};

} // namespace

Result<std::string> gunzip(std::string_view packed, std::size_t maxBytes)
{
    Inflater inflater;
    if (!inflater.isGood()) {
        return failure(ErrorCode::Internal, "zlib does not start");
    }
    z_stream& stream = inflater.stream();
    // zlib does not write through it
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(std::min<std::size_t>(packed.size(), 1U << 30U));
    std::string out(std::min(maxBytes + 1, packed.size() * kFirstGuess + 64), '\0');
    std::size_t filled = 0;
    while (true) {
        if (filled == out.size()) {
            if (filled > maxBytes) {
                return failure(ErrorCode::TooLarge, boundText(maxBytes));
            }
            out.resize(std::min(maxBytes + 1, out.size() * 2));
        }
        stream.next_out = reinterpret_cast<Bytef*>(out.data() + filled);
        stream.avail_out = static_cast<uInt>(std::min<std::size_t>(out.size() - filled, 1U << 30U));
        const uInt before = stream.avail_out;
        const int status = inflate(&stream, Z_NO_FLUSH);
        filled += before - stream.avail_out;
        if (filled > maxBytes) {
            return failure(ErrorCode::TooLarge, boundText(maxBytes));
        }
        if (status == Z_STREAM_END) {
            if (stream.avail_in == 0) {
                break;
            }
            if (inflateReset(&stream) != Z_OK) { // another member
                return failure(ErrorCode::Internal, "zlib does not go on");
            }
        } else if (status != Z_OK || (stream.avail_in == 0 && stream.avail_out > 0)) {
            return failure(ErrorCode::BadInput,
                           status == Z_OK || status == Z_BUF_ERROR ? "gzip: cut short" : "not gzip");
        }
    }
    out.resize(filled);
    return out;
}

Result<std::string> unsnappy(std::string_view packed, std::size_t maxBytes)
{
    std::size_t size = 0;
    if (!snappy::GetUncompressedLength(packed.data(), packed.size(), &size)) {
        return failure(ErrorCode::BadInput, "not a snappy block");
    }
    if (size > maxBytes) {
        return failure(ErrorCode::TooLarge, boundText(maxBytes));
    }
    if (!snappy::IsValidCompressedBuffer(packed.data(), packed.size())) {
        return failure(ErrorCode::BadInput,
                       "not a snappy block"); // before memory is taken for what it claims
    }
    std::string out;
    if (!snappy::Uncompress(packed.data(), packed.size(), &out)) {
        return failure(ErrorCode::BadInput, "not a snappy block");
    }
    return out;
}

} // namespace twin::ingest
