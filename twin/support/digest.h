#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace twin {

/// SHA-256 over a sequence of values: the state hash a computation prints, so that two runs can be compared.
/// The bytes are little endian whatever the machine; texts carry their length. Not thread safe.
class Digest
{
  public:
    Digest();
    ~Digest();
    Digest(Digest&&) noexcept;
    Digest& operator=(Digest&&) noexcept;

    void add(std::uint64_t value);
    void add(std::string_view text);
    /// Bit for bit; every NaN counts as the same, and −0 as 0.
    void add(double value);
    void add(std::span<const double> values);

    /// 64 lower-case hex digits. The digest starts anew afterwards.
    [[nodiscard]] std::string finish();

  private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

} // namespace twin
