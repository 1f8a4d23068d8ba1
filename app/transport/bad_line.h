#pragma once

#include "twin/support/rng.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace app::transport {

/// A line that misbehaves on purpose, deterministic by seed. Probabilities per frame, 0..1.
struct BadLineOptions
{
    double loss = 0;
    double duplicate = 0;
    double reorder = 0; ///< a frame changes places with the one after it
    std::uint64_t seed = 1;

    [[nodiscard]] bool isOn() const { return loss > 0 || duplicate > 0 || reorder > 0; }
};

/// Decides what becomes of each frame on its way to the socket. A plain value.
class BadLine
{
  public:
    using Send = std::function<void(std::string_view)>;

    explicit BadLine(const BadLineOptions& options);

    /// False if the frame was lost. A frame held back for reordering goes with the next one, or with `flush`.
    bool pass(std::string_view frame, const Send& send);
    void flush(const Send& send);

    /// Forgets a frame held back: the connection it was meant for is gone.
    void reset() { m_held.reset(); }

  private:
    BadLineOptions m_options;
    twin::Rng m_loss;
    twin::Rng m_duplicate;
    twin::Rng m_reorder;
    std::optional<std::string> m_held;
};

} // namespace app::transport
