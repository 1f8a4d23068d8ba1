#pragma once

#include "views/theme/theme.h"

#include <QFrame>
#include <QList>
#include <QString>

class QLabel;
class QPushButton;
class QToolButton;

namespace views {

/// What a person is told: what happened, what it means, what to do. `detail` is the technical reason, as it
/// came.
struct Message
{
    enum class Tone { Information, Problem };
    Tone tone = Tone::Problem;
    QString what;
    QString meaning;
    QString todo;
    QString detail;
};

/// Messages above the map, newest first, until they are closed; never in the way of work.
class MessageBar final : public QFrame
{
    Q_OBJECT

  public:
    static constexpr qsizetype kKept = 20;

    explicit MessageBar(const Theme& theme, QWidget* parent = nullptr);

    void show(const Message& message);

    [[nodiscard]] const QList<Message>& messages() const { return m_messages; }

    void retranslate();

  public Q_SLOTS:
    void closeNewest();

  private:
    void update();

    QList<Message> m_messages; ///< newest last
    QLabel* m_what;
    QLabel* m_rest;
    QLabel* m_detail;
    QPushButton* m_more;
    QToolButton* m_close;
};

} // namespace views
