#pragma once

#include <QLabel>

namespace views {

/// One line that ends in "…" when there is no room, with the whole text as its tool tip; optionally a link
/// that can be clicked or reached with Tab.
class ElidedLabel final : public QLabel
{
    Q_OBJECT

  public:
    explicit ElidedLabel(const QString& text = {}, QWidget* parent = nullptr);

    void setLink(bool link);
    /// Where it is cut; at its end, unless told otherwise. Names that end in a number are cut in the middle.
    void setElideMode(Qt::TextElideMode mode);
    /// What there is room for.
    [[nodiscard]] QString shownText() const;
    [[nodiscard]] QSize minimumSizeHint() const override;

  Q_SIGNALS:
    void clicked();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

  private:
    bool m_link = false;
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace views
