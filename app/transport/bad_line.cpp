#include "app/transport/bad_line.h"

#include <utility>

namespace app::transport {

BadLine::BadLine(const BadLineOptions& options)
    : m_options(options)
    , m_loss(options.seed, "bad_line.loss")
    , m_duplicate(options.seed, "bad_line.duplicate")
    , m_reorder(options.seed, "bad_line.reorder")
{}

bool BadLine::pass(std::string_view frame, const Send& send)
{
    if (m_options.loss > 0 && m_loss.uniform() < m_options.loss) {
        return false;
    }
    if (!m_held && m_options.reorder > 0 && m_reorder.uniform() < m_options.reorder) {
        m_held = std::string(frame);
        return true;
    }
    send(frame);
    if (m_options.duplicate > 0 && m_duplicate.uniform() < m_options.duplicate) {
        send(frame);
    }
    flush(send);
    return true;
}

void BadLine::flush(const Send& send)
{
    if (m_held) {
        send(*std::exchange(m_held, std::nullopt));
    }
}

} // namespace app::transport
