from services.auth.models import Base
from services.common.migrate import run

run(Base.metadata)
