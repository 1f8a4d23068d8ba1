#include "twin/support/error.h"

namespace twin {

std::string_view errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadInput:
        return "bad_input";
    case ErrorCode::TooLarge:
        return "too_large";
    case ErrorCode::Unsupported:
        return "unsupported";
    case ErrorCode::Invalid:
        return "invalid";
    case ErrorCode::NotFound:
        return "not_found";
    case ErrorCode::Io:
        return "io";
    case ErrorCode::Cancelled:
        return "cancelled";
    case ErrorCode::Internal:
        return "internal";
    }
    return "internal";
}

std::string Error::text() const
{
    std::string out = file;
    if (line > 0) {
        out += (out.empty() ? "line " : ":") + std::to_string(line);
        if (column > 0) {
            out += ":" + std::to_string(column);
        }
    }
    if (!out.empty()) {
        out += ": ";
    }
    return out + reason;
}

} // namespace twin
