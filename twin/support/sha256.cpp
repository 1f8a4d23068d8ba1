#include "twin/support/sha256.h"

#include <openssl/evp.h>

#include <array>

namespace twin {

std::string hexText(std::span<const std::byte> bytes)
{
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    hex.reserve(bytes.size() * 2);
    for (const std::byte byte : bytes) {
        hex += kDigits[std::to_integer<unsigned>(byte) >> 4U];
        hex += kDigits[std::to_integer<unsigned>(byte) & 15U];
    }
    return hex;
}

std::string sha256Hex(std::span<const std::byte> bytes)
{
    std::array<unsigned char, 32> digest{};
    unsigned int size = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
    return hexText(std::as_bytes(std::span(digest)));
}

std::string sha256Hex(std::string_view bytes)
{
    return sha256Hex(std::as_bytes(std::span(bytes.data(), bytes.size())));
}

} // namespace twin
